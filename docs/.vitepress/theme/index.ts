import { onContentUpdated, type Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import './style.css';

/** Components that pages use by name are registered here: `enhanceApp({ app }) { app.component('Name', Component) }`. */
export default {
  extends: DefaultTheme,
  setup() {
    // the home page of the default theme lacks the landmark that its other pages have
    onContentUpdated(() => document.querySelector('.VPHome')?.setAttribute('role', 'main'));
  },
} satisfies Theme;
