/** What service tasks can do, with the inputs that each takes; `docs/packages.md` says more. */
export const TOPICS: readonly { topic: string; inputs: readonly string[] }[] = [
  { topic: 'order.assign-crew', inputs: ['crew'] },
  { topic: 'order.move-to-unit', inputs: ['unit'] },
  { topic: 'order.next-round', inputs: [] },
  { topic: 'order.hold', inputs: ['reason', 'until', 'asked_by'] },
  { topic: 'order.release', inputs: [] },
  { topic: 'order.urge', inputs: [] },
  { topic: 'order.open-linked', inputs: ['category', 'title', 'description', 'fields'] },
  { topic: 'order.set-priority', inputs: ['priority'] },
  { topic: 'order.done', inputs: ['outcome'] },
  { topic: 'order.archive', inputs: ['outcome'] },
  { topic: 'order.cancel', inputs: ['reason'] },
  { topic: 'notify', inputs: ['text', 'department'] },
  { topic: 'webhook', inputs: ['url'] },
  { topic: 'customer-message', inputs: ['to', 'text'] },
]
