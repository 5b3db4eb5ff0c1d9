import httpAddOnApp from './presets/http-add-on.app.ts?raw';
import httpAddOnArticle from './presets/http-add-on.article.yaml?raw';
import knativeApp from './presets/knative.app.ts?raw';
import knativeArticle from './presets/knative.article.yaml?raw';
import spinApp from './presets/spin.app.ts?raw';
import spinArticle from './presets/spin.article.yaml?raw';

/** What the playground offers to start with: an app of each path, and manifests as articles published them. */
export const PRESETS: { readonly [group: string]: { readonly [name: string]: string } } = {
  'Apps in TypeScript': { 'HTTP add-on': httpAddOnApp, SpinApp: spinApp, Knative: knativeApp },
  'Manifests of articles': {
    'HTTP add-on, published': httpAddOnArticle,
    'SpinApp, published': spinArticle,
    'Knative, published': knativeArticle,
  },
};
