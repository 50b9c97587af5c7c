// Where the services of docker-compose.yml find each other.
export const SIMULATOR = 'http://simulator:4000';
export const SIMULATOR_API = `${SIMULATOR}/v3`;
export const WEBHOOK = 'http://webhook:3000';
