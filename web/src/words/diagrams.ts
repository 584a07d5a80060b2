/** Words of diagrams. */
export const diagrams = {
  diagram: ['流程图', 'Diagram'],
  zoom: ['缩放', 'Zoom'],
  fit: ['全图', 'Whole'],
  standsAt: [(places: string) => `当前环节：${places}`, (places: string) => `It stands at: ${places}`],
  ended: ['流程已结束', 'The process has ended'],
  noProcess: ['没有流程', 'It has no process'],
  legendHere: ['当前', 'here'],
  legendPassed: ['走过', 'passed'],
  legendWaiting: ['等待事件', 'waits for an event'],
  version: [(version: number) => `第 ${version} 版`, (version: number) => `version ${version}`],
} as const
