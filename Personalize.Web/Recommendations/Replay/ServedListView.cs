using Personalize.Data.Recommendations;
using Personalize.Engine.Interactions;
using Personalize.Engine.Replay;

namespace Personalize.Web.Recommendations.Replay;

/// <summary>One serving, the list that was served, and what that was made of.</summary>
/// <param name="Record">Null where nobody wrote down what it was made of, or this program cannot read it.</param>
/// <param name="Unreadable">Why there is no record, as a sentence; null where there is one.</param>
/// <param name="Followed">Activities of the same customer that name this serving, by kind; kinds without any are not named.</param>
public sealed record ServedListView(
    ServedList Serving, MadeList List, string CustomerKey, ListRecord? Record, string? Unreadable,
    IReadOnlyDictionary<ActivityKind, int> Followed);
