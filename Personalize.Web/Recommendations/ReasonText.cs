using System.Globalization;
using Personalize.Engine;
using Personalize.Engine.Scoring;
using Personalize.Engine.Text;
using Personalize.Web.Live;

namespace Personalize.Web.Recommendations;

/// <summary>Turns the parts of a score into sentences for the customer they were made for.</summary>
/// <remarks>At most two sentences, of parts that carry at least 15 % of the score: more would explain less.</remarks>
internal sealed class ReasonText
{
    private const int MostSentences = 2;
    private const double LeastShare = 0.15;

    /// <summary>Models whose newest activity is older than this speak of their own time, not of ours.</summary>
    private static readonly TimeSpan Present = TimeSpan.FromDays(2);

    private readonly IReadOnlySet<string> _declared;
    private readonly bool _hasHistory;
    private readonly string? _clusterName;
    private readonly string _period;

    /// <param name="declared">Words of the declared interests.</param>
    /// <param name="clusterName">What the customer's cluster likes; null for none.</param>
    /// <param name="period">"this fortnight" or a dated one.</param>
    internal ReasonText(IReadOnlySet<string> declared, bool hasHistory, string? clusterName, string period)
    {
        _declared = declared;
        _hasHistory = hasHistory;
        _clusterName = clusterName;
        _period = period;
    }

    public static ReasonText For(ModelSet models, CustomerState state, RecommendationQuery query, DateTimeOffset now) => new(
        state.Interests.SelectMany(Tokenizer.Words).ToHashSet(StringComparer.Ordinal),
        query.Activities > 0,
        query.Cluster < 0 ? null : ClusterName(models, query.Cluster),
        now - models.AsOf <= Present
            ? "this fortnight"
            : string.Create(CultureInfo.InvariantCulture, $"in the fortnight to {models.AsOf:d MMMM yyyy}"));

    /// <returns>Strongest first, at least one.</returns>
    public IReadOnlyList<string> Sentences(Recommendation item)
    {
        string[] sentences =
        [
            .. item.Parts
                .Where(part => part.Contribution > 0 && part.Contribution >= LeastShare * item.Score)
                .OrderByDescending(part => part.Contribution)
                .Select(Sentence)
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .Take(MostSentences),
        ];
        return sentences.Length > 0 ? sentences : ["Little is known of it yet; it completes the list"];
    }

    /// <summary>"2,300 activities a day", "3.4 activities a day", "2 activities a week"; never a false zero.</summary>
    internal static string Pace(double perDay) => perDay switch
    {
        >= 9.95 => Number($"{perDay:#,0} activities a day"),
        >= 0.95 => Number($"{perDay:0.#} activities a day"),
        >= 0.95 / 7 => Number($"{perDay * 7:0.#} activities a week"),
        _ => "less than one activity a week",
    };

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string ClusterName(ModelSet models, int cluster) =>
        TermList.Join(models.Clusters.TopTerms(cluster, count: 4).Select(models.Catalogue.Text.Terms.IdOf), most: 2);

    private string? Sentence(ScorePart part)
    {
        if (part.Reasons.OfType<Reason.SharedTerm>().Where(term => term.Contribution > 0).ToArray() is { Length: > 0 } terms)
            return Shared([.. terms.Select(term => term.Term)]);
        if (part.Reasons.OfType<Reason.LikeMinded>().FirstOrDefault() is not null && !string.IsNullOrEmpty(_clusterName))
            return $"Popular with customers who like {_clusterName}";
        return part.Reasons.OfType<Reason.Trending>().FirstOrDefault() is { } trend
            ? $"Popular {_period}: {Pace(trend.ActivitiesPerDay)}"
            : null;
    }

    private string Shared(string[] terms)
    {
        var declared = terms.Where(IsDeclared).ToArray();
        if (declared.Length > 0) return $"Matches your interest in {TermList.Join(declared, most: 2)}";
        var shared = TermList.Join(terms, most: 3);
        return _hasHistory ? $"Similar to what you looked at: {shared}" : $"Similar to what you bought elsewhere: {shared}";
    }

    private bool IsDeclared(string term) => Tokenizer.Words(term).All(_declared.Contains);
}
