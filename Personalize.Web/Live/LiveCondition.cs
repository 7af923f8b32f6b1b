using System.Globalization;
using Personalize.Web.Shell;

namespace Personalize.Web.Live;

public enum LiveWord
{
    Live,
    Paused,
    Delayed,
}

/// <summary>Whether what is shown is now. Reconnecting and offline only the browser can tell: see js/reconnect.js.</summary>
/// <param name="Detail">How fresh, or how old.</param>
public sealed record LiveCondition(LiveWord Word, string Detail)
{
    /// <summary>Silence after which even a quiet source counts as delayed.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(60);

    /// <summary>Silence that is chance even with a busy one.</summary>
    public static readonly TimeSpan ShortestSilence = TimeSpan.FromSeconds(5);

    /// <summary>A snapshot comes each second; three missing are a fault of ours.</summary>
    public static readonly TimeSpan Stall = TimeSpan.FromSeconds(4);

    /// <param name="pausedAt">In the viewer's zone.</param>
    public static LiveCondition Of(OverviewSnapshot newest, DateTimeOffset? pausedAt, DateTimeOffset now)
    {
        if (pausedAt is { } since)
            return new LiveCondition(LiveWord.Paused, $"since {since.ToString("t", CultureInfo.CurrentCulture)}");
        if (now - newest.At > Stall)
            return new LiveCondition(LiveWord.Delayed, $"by {RelativeWords.Span(now - newest.At)}");
        if (newest.NewestActivityAt is { } last && now - last > newest.Silence)
            return new LiveCondition(LiveWord.Delayed, $"newest {RelativeWords.Span(now - last)} old");
        return new LiveCondition(LiveWord.Live, newest.NewestActivityAt is null ? "waiting" : "1 s");
    }
}
