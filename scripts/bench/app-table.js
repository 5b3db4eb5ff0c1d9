/** The table of apps of a fleet, as a platform team would list them; every tool reads the same one. */
function appTable(apps) {
  return Array.from({ length: apps }, (_, index) => ({
    name: `app-${index}`,
    image: `ghcr.io/my-org/app-${index}:v1`,
    host: `app-${index}.example.com`,
  }));
}

module.exports = { appTable };
