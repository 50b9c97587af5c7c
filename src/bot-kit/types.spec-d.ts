/* Compiled by `tsc -p .`, never run: what must compile, and what must not. */
import { ActionContext, Bot, CommandContext, CustomContext, type IncomingMessage, type JsonObject, MediaContext, MentionContext, MessageContext, type Middleware, OnAction, OnCommand, OnCustom, OnMedia, OnMention, OnMessage, OnStep, OnText, StepContext, TextContext, FormContext, OnForm, checkbox, custom, form, image, singleSelect, text, textInput } from './index.js';

interface Cart {
  items: string[];
}

const session = { initial: (): Cart => ({ items: [] }) };

@Bot({ uid: 'good_bot', session })
export class GoodBot {
  @OnCommand('a') command({ args, session }: CommandContext<Cart>) { return args.concat(session.items).join(); }
  @OnText(/b (?<number>\d)/, 'number') pattern({ match, groups }: TextContext<Cart, 'number'>) { return match[0] + groups.number; }
  @OnMention() mention({ mentioned }: MentionContext<Cart>) { return String(mentioned satisfies true); }
  @OnMedia('image') media({ media }: MediaContext<Cart, 'image'>) { return media satisfies 'image'; }
  @OnCustom('c') custom({ customData }: CustomContext) { return custom('d', customData); }
  @OnAction('e') action({ action }: ActionContext<Cart>) { return action; }
  @OnStep('f') async step({ step, next }: StepContext<Cart>) { return Promise.resolve(next(step, 'Once more?')); }
  @OnMessage() rest(context: MessageContext<Cart>) { return [context.text, image('https://example.com'), undefined]; }
  @OnCommand('g') nothing() { /* says nothing */ }
  @OnCommand('h') base(context: MessageContext) { return context.text; }
  helper(anything: number) { return anything; }
}

export class WrongHandlers {
  // @ts-expect-error a text handler gets no attachments
  @OnText('a') text(context: MediaContext) { return context.text; }
  // @ts-expect-error a command is no pattern
  @OnCommand('a') command(context: TextContext) { return context.text; }
  // @ts-expect-error not every message mentions the bot
  @OnMessage() message(context: MentionContext) { return context.text; }
  // @ts-expect-error a video is no image
  @OnMedia('video') video(context: MediaContext<object, 'image'>) { return context.text; }
  // @ts-expect-error a handler gets one argument
  @OnMessage() two(context: MessageContext, other: string) { return context.text + other; }
  // @ts-expect-error a number is no answer
  @OnMessage() number() { return 7; }
  // @ts-expect-error nor is any object
  @OnMessage() object() { return { text: 'hello' }; }
  // @ts-expect-error a promise is, of an answer only
  @OnMessage() async later() { return Promise.resolve(7); }
  // @ts-expect-error OnMedia knows four kinds
  @OnMedia('sticker') sticker() { return ''; }
  // @ts-expect-error a handler is a method
  @OnMessage() field = 'hello';
}

interface Visits { count?: number }

@Bot('pleasant_bot')
export class PleasantBot {
  @OnText('a') text({ match }: TextContext) { return match.groups!.number; }
  @OnText(/(?<a>.) (?<b>.)/, 'a', 'b') groups({ groups }: TextContext<'a' | 'b'>) { return groups.a + groups.b; }
  @OnText(/(?<a>.) (?<b>.)/, 'a', 'b') some({ groups }: TextContext<'a'>) { return groups.a; }
  @OnText(/(?<a>.)/, 'a') none({ match }: TextContext) { return match[0]; }
  @OnText(/(?<a>.)/, 'a') base({ text }: MessageContext) { return text; }
  @OnText('b') visit({ session }: TextContext<Visits>) { session.count = (session.count ?? 0) + 1; }
  @OnMessage() anything({ session }: MessageContext<JsonObject>) { session.whatever = 7; }
}

export class WrongNames {
  // @ts-expect-error @OnText names another group
  @OnText(/order (?<number>.)/, 'number') another({ groups }: TextContext<'nmber'>) { return groups.nmber; }
  // @ts-expect-error @OnText names no group
  @OnText(/order (?<number>.)/) unnamed({ groups }: TextContext<'number'>) { return groups.number; }
  // @ts-expect-error nor does one of two do
  @OnText(/(?<a>.)(?<b>.)/, 'a') two({ groups }: TextContext<Cart, 'a' | 'b'>) { return groups.a + groups.b; }
  // @ts-expect-error a type argument alone tells the start nothing
  @OnText<['a']>(/(?<a>.)/) typeOnly({ groups }: TextContext<'a'>) { return groups.a; }
  // @ts-expect-error the handler names no group
  @OnText(/(?<a>.)/, 'a') nameless({ groups }: TextContext) { return groups.a; }
  // @ts-expect-error this one was not named
  @OnText(/(?<a>.)/, 'a') wrong({ groups }: TextContext<'a'>) { return groups.b; }
  // @ts-expect-error who does not name the type of the session cannot mistype its fields
  @OnStep('a') step({ session }: StepContext) { return session.commet; }
  // @ts-expect-error not in a text handler either
  @OnText(/(?<a>.)/, 'a') text({ session }: TextContext<'a'>) { return session.commet; }
  // @ts-expect-error a mistyped field of a named session
  @OnMessage() typo({ session }: MessageContext<Cart>) { return session.itms; }
}

// @ts-expect-error the handler wants a session that the bot does not have
@Bot('no_session_bot')
export class NoSessionBot {
  @OnMessage() rest({ session }: MessageContext<Cart>) { return session.items; }
}

// @ts-expect-error not in a text handler with groups either
@Bot('no_text_session_bot')
export class NoTextSessionBot {
  @OnText(/(?<a>.)/, 'a') text({ session, groups }: TextContext<Cart, 'a'>) { return [...session.items, groups.a]; }
}

// @ts-expect-error nor may its shape differ
@Bot({ uid: 'other_session_bot', session: { initial: () => ({ items: 7 }) } })
export class OtherSessionBot {
  handle(_message: IncomingMessage, { session }: MessageContext<Cart>) { return session.items; }
}

const anyone: Middleware = (_context, next) => next();
const notTooMuch: Middleware<Cart> = ({ session }, next) => (session.items.length > 3 ? 'That is a lot.' : next());

@Bot({ uid: 'layered_bot', session, middleware: [anyone, notTooMuch, ({ session }, next) => session.items[0] ?? next()] })
export class LayeredBot {}

// @ts-expect-error middleware wants a session that the bot does not have
@Bot({ uid: 'no_cart_bot', session: { initial: (): Visits => ({}) }, middleware: [notTooMuch] })
export class NoCartBot {}

// @ts-expect-error one of the four settings
@Bot({ uid: 'typo_bot', groupChatSetting: 'everything' })
export class TypoBot {}

// @ts-expect-error metadata is an object
text('hello', { metadata: 'order 7' });
// @ts-expect-error and so is custom data
custom('location', [1, 2]);

const feedback = form('feedback', { title: 'x', fields: { stars: singleSelect('Stars', ['1', '2']), topics: checkbox('Topics', ['a', 'b']), comment: textInput('Comment', { optional: true }) } });
const other = form('other', { title: 'x', fields: { name: textInput('Name') } });

export class FormBot {
  @OnForm(feedback) good({ values }: FormContext<typeof feedback>) {
    const stars: '1' | '2' = values.stars;
    const topics: ('a' | 'b')[] = values.topics;
    // @ts-expect-error an optional field may be missing
    const comment: string = values.comment;
    return [stars, ...topics, comment];
  }
  @OnForm(other) fine({ values }: FormContext<typeof other>) { return values.name; }
  // @ts-expect-error the values of another form
  @OnForm(feedback) wrong({ values }: FormContext<typeof other>) { return values.name; }
}
