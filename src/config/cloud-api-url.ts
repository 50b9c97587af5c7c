/** Where CometChat's own cloud serves an app. */
export function cloudApiUrl(appId: string, region: string): string {
  return `https://${appId}.api-${region}.cometchat.io/v3`;
}
