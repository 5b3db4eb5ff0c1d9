/** The cluster that the setup of the tests started or was told of. */
import { Client } from './client';
import { CONNECTION } from './setup';

const { own, ...connection } = JSON.parse(process.env[CONNECTION] ?? '{}');

export const client = new Client(connection);

/** Whether it was started by the tests, so that nothing on it is anybody else's. */
export const isOwn: boolean = own;
