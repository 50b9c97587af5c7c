/** CometChat counts in whole Unix seconds. */
export const unixSeconds = () => Math.floor(Date.now() / 1000);
