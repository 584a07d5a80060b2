import type { NoticeWishes, NoticeWishesBody } from '@/api/types'

export type Choice = NoticeWishesBody['choices'][number]
export type Channel = Choice['channel']
/** What was chosen, by kind and channel. */
export type Chosen = Record<string, Choice>

export const CHANNELS: readonly Channel[] = ['app', 'email', 'sms', 'webhook']

/** What holds for every kind and channel, as it is sent back. */
export function chosenOf(found: NoticeWishes): Chosen {
  return found.kinds.reduce<Chosen>(
    (all, wish) =>
      CHANNELS.reduce(
        (made, channel) => withChoice(made, { kind: wish.kind, channel, choice: wish[channel] }),
        all,
      ),
    {},
  )
}

/** Returns the choices with one more, or another in the place of one. */
export function withChoice(chosen: Chosen, choice: Choice): Chosen {
  return { ...chosen, [`${choice.kind}/${choice.channel}`]: choice }
}

/** What holds for a kind and channel. */
export function choiceFor(chosen: Chosen, kind: string, channel: Channel): Choice['choice'] {
  return chosen[`${kind}/${channel}`]?.choice ?? 'off'
}
