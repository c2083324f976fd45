import { redirectGoogleHosts } from './google-hosts.ts';

/** Loaded before a program by NODE_OPTIONS; the variable says where Google's hosts are to be found. */
const url = process.env.GOOGLE_HOSTS_URL;
if (url !== undefined) redirectGoogleHosts(url);
