import type { CommandStack } from './types'

export interface Step {
  command: string
  context: object
}

/** One command of several: undone and done again as a whole. */
function SeveralHandler(this: { preExecute?: (context: { steps: readonly Step[] }) => void }, commandStack: CommandStack) {
  this.preExecute = ({ steps }) => {
    for (const { command, context } of steps) commandStack.execute(command, context)
  }
}
SeveralHandler.$inject = ['commandStack']

function Register(commandStack: CommandStack) {
  commandStack.registerHandler('huan.several', SeveralHandler)
}
Register.$inject = ['commandStack']

export const several = { __init__: ['huanSeveral'], huanSeveral: ['type', Register] }
