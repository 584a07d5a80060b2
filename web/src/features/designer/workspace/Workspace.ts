export type Files = Readonly<Record<string, string>>

interface Edit {
  path: string
  before: string | undefined
  after: string | undefined
  at: number
}

/** Typing in one file within this time is one change to be undone. */
const TOGETHER_MS = 900

/**
 * The files of a draft as they are being worked on.
 *
 * Every change but those of the diagram, which has a command stack of its own, can be undone here. `version` grows
 * with every change of a file; those who show something subscribe.
 */
export class Workspace {
  private readonly listeners = new Set<() => void>()
  private past: Edit[] = []
  private future: Edit[] = []
  version = 0
  private writing = 0
  private written: Promise<void> = Promise.resolve()

  constructor(public files: Files) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Writes a file, so that it can be undone; undefined removes it. */
  write(path: string, text: string | undefined, now = Date.now()): void {
    const before = this.files[path]
    if (before === text) return
    const last = this.past.at(-1)
    if (last?.path === path && now - last.at < TOGETHER_MS && last.before !== undefined && text !== undefined) {
      this.past[this.past.length - 1] = { ...last, after: text, at: now }
    } else {
      this.past.push({ path, before, after: text, at: now })
    }
    this.future = []
    this.put(path, text)
  }

  /** Keeps what the diagram's own editor is about to have written: until then there is something not saved. */
  keep(path: string, text: Promise<string>): void {
    this.writing += 1
    this.tell()
    this.written = Promise.all([text, this.written]).then(([now]) => {
      this.writing -= 1
      if (this.files[path] === now) this.tell()
      else this.put(path, now)
    })
  }

  /** The diagram has changed, and its file is being written. */
  get isWriting(): boolean {
    return this.writing > 0
  }

  /** Waits until what was drawn is in its file. */
  settled(): Promise<void> {
    return this.written
  }

  get canUndo(): boolean {
    return this.past.length > 0
  }
  get canRedo(): boolean {
    return this.future.length > 0
  }

  /** Takes the last change back; returns the path of its file. */
  undo(): string | undefined {
    const edit = this.past.pop()
    if (edit === undefined) return undefined
    this.future.push(edit)
    this.put(edit.path, edit.before)
    return edit.path
  }

  redo(): string | undefined {
    const edit = this.future.pop()
    if (edit === undefined) return undefined
    this.past.push({ ...edit, at: 0 })
    this.put(edit.path, edit.after)
    return edit.path
  }

  private put(path: string, text: string | undefined): void {
    const others = Object.entries(this.files).filter(([one]) => one !== path)
    this.files = text === undefined ? Object.fromEntries(others) : { ...this.files, [path]: text }
    this.version += 1
    this.tell()
  }

  private tell(): void {
    for (const listener of this.listeners) listener()
  }
}
