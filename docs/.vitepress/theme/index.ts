import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import './style.css';

/** Components that pages use by name are registered here: `enhanceApp({ app }) { app.component('Name', Component) }`. */
export default { extends: DefaultTheme } satisfies Theme;
