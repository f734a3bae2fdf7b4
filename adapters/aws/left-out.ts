/**
 * In the place of what the SDK loads only in a page (a parser of browsers' names) or only for calls over event streams, which
 * no function makes: clients ask for these two when they are made, and nobody ever uses what they answer.
 */
export const resolveEventStreamSerdeConfig = <Config>(config: Config): Config => config
export const eventStreamSerdeProvider = () => undefined
export default {}
