/**
 * How a fleet is made: each mode returns a function that makes an App, and one that makes the objects of an app in a chart.
 *
 * Modules are loaded by the modes that need them, so that none pays for another.
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
