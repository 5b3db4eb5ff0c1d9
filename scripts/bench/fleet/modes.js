/**
 * The modes of a fleet: each one returns a function that creates an App, and one that creates the objects of an app in a chart.
 *
 * Each mode loads only the modules that it needs, so that it does not pay for those of other modes.
 */
const { ApiObject, App } = require('cdk8s');
const { fillerOf } = require('./template');

const stockApp = (props) => new App(props);

function fleetApp(settings) {
  const { FleetApp } = require('../../../build/lib');
  return (props) => new FleetApp({ ...props, ...settings });
}

/** Returns the ApiObjects of an app. */
function apiObjects(manifestsOfApp0) {
  const manifestsOf = fillerOf(manifestsOfApp0);
  return (chart, { name }) => manifestsOf(name).map((manifest) => new ApiObject(chart, `${name}-${manifest.kind}`, manifest));
}

const modes = {
  stock: ({ manifests }) => ({ appOf: stockApp, make: apiObjects(manifests) }),
  'cdk8s-plus': () => ({ appOf: stockApp, make: require('./cdk8s-plus').makeApp }),
  plain: ({ manifests }) => ({ appOf: fleetApp(), make: apiObjects(manifests) }),
  unchecked: ({ path }) => ({ appOf: fleetApp({ checkManifests: false }), make: require('./constructs').makers[path] }),
  checked: ({ path }) => ({ appOf: fleetApp(), make: require('./constructs').makers[path] }),
};

module.exports = { modes };
