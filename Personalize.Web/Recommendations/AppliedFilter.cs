using System.Globalization;
using Personalize.Engine.Rules;

namespace Personalize.Web.Recommendations;

/// <summary>A rule, and how many items it took away.</summary>
/// <param name="Label">What these items are, as in "48 are …": "inactive", "bought already".</param>
/// <param name="Items">1 or more.</param>
public sealed record AppliedFilter(RuleKind Rule, string Label, int Items)
{
    /// <returns>In the order in which the rules apply.</returns>
    internal static IReadOnlyList<AppliedFilter> Of(IReadOnlyDictionary<int, RuleVerdict> ruled) =>
    [
        .. ruled.Values.CountBy(static verdict => verdict.Kind).OrderBy(static rule => rule.Key)
            .Select(static rule => new AppliedFilter(rule.Key, LabelOf(rule.Key), rule.Value)),
    ];

    /// <summary>The sentence for a list that came out empty.</summary>
    internal static string WhyNothingIsLeft(IReadOnlyList<AppliedFilter> filters)
    {
        if (filters.Count == 0) return "There are no items yet; add some or import a sheet.";
        var parts = filters.Select(static filter => Number($"{filter.Items:#,0} {(filter.Items == 1 ? "is" : "are")} {filter.Label}")).ToArray();
        var told = parts.Length == 1 ? parts[0] : $"{string.Join(", ", parts[..^1])} and {parts[^1]}";
        return Number($"Nothing is left to recommend: of {filters.Sum(static filter => filter.Items):#,0} items, {told}.");
    }

    private static string LabelOf(RuleKind rule) => rule switch
    {
        RuleKind.Unavailable => "inactive",
        RuleKind.Owned => "bought already",
        RuleKind.Cooldown => "bought too lately",
        RuleKind.Dismissed => "dismissed",
        RuleKind.Frequency => "shown often enough",
        _ => "left out",
    };

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
