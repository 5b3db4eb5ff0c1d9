import { onContentUpdated, type Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import PlaygroundApp from './PlaygroundApp.vue';
import './style.css';

/** Components that pages use by name are registered here. */
export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component('PlaygroundApp', PlaygroundApp);
  },
  setup() {
    // two layouts of the default theme lack the landmark that its other pages have
    onContentUpdated(() => document.querySelector('.VPHome, .VPPage')?.setAttribute('role', 'main'));
  },
} satisfies Theme;
