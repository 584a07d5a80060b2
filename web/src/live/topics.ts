import { createContext, useContext, useEffect } from 'react'

/** Counts who wants which topic, so that one stream serves every part of the page. */
export class Topics {
  private readonly wanted = new Map<string, number>()

  constructor(private readonly changed: () => void) {}

  /** Adds topics; the function that is returned takes them away again. */
  add(topics: readonly string[]): () => void {
    for (const topic of topics) this.wanted.set(topic, (this.wanted.get(topic) ?? 0) + 1)
    this.changed()
    return () => {
      for (const topic of topics) {
        const left = (this.wanted.get(topic) ?? 1) - 1
        if (left > 0) this.wanted.set(topic, left)
        else this.wanted.delete(topic)
      }
      this.changed()
    }
  }

  /** The topics that somebody wants, in a fixed order. */
  all(): string[] {
    return [...this.wanted.keys()].sort()
  }
}

export const TopicsContext = createContext<Topics | null>(null)

/** Keeps what is shown live: asks the stream for these topics as long as the component is there. */
export function useTopics(...topics: string[]): void {
  const registry = useContext(TopicsContext)
  const joined = topics.join(',')
  useEffect(() => (joined === '' ? undefined : registry?.add(joined.split(','))), [registry, joined])
}
