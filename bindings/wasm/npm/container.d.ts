export * from './lib/container/api.js';
