/**
 * Actions that only send something away: an email, a post, a notification. Nothing leaves this machine; they succeed, and
 * the trace and the test show what was sent.
 */
export const OUTBOX_KINDS: ReadonlySet<string> = new Set([
  'emailSimple',
  'emailAlert',
  'chatterPost',
  'customNotificationAction',
  'liveMessageNotification',
  'slackPostMessage',
]);
