// The one place that says where the package is: its files are copied beside this page when the site is built.
export * from './constriction/index.js';
