/** The id of the form in the dialogue of an operation: the dialogue's button sends it. */
export const FORM = 'task-operation'

/** What a form in the dialogue gets. */
export interface OperationForm {
  taskId: string
  /** The task's order; null: it has none. */
  orderId: string | null
  revision: number
  onDone: () => void
}
