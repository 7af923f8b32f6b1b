namespace Personalize.Web.Live;

/// <summary>Something that may explain a change in the figures: an import, other models, a restart.</summary>
/// <param name="Text">For people, short enough to stand in a chart.</param>
public sealed record Happening(DateTimeOffset At, string Text);
