/** The table of apps of a fleet, as a platform team would list them. All tools read the same table. */
function appTable(apps) {
  return Array.from({ length: apps }, (_, index) => ({
    name: `app-${index}`,
    image: `ghcr.io/my-org/app-${index}:v1`,
    host: `app-${index}.example.com`,
  }));
}

module.exports = { appTable };
