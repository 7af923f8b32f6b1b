using System.Globalization;
using Personalize.Engine;
using Personalize.Engine.Scoring;
using Personalize.Engine.Text;
using Personalize.Web.Catalogue;
using Personalize.Web.Live;
using Personalize.Web.Training;

namespace Personalize.Web.Recommendations;

/// <summary>Turns the parts of a score into sentences for the customer they were made for.</summary>
/// <remarks>At most two sentences, of reasons of one kind that carry at least 15 % of the score: more would explain less.</remarks>
internal sealed class ReasonText
{
    private const int MostSentences = 2;
    private const int MostNamed = 2;
    private const double LeastShare = 0.15;

    /// <summary>Models whose newest activity is older than this speak of their own time, not of ours.</summary>
    private static readonly TimeSpan Present = TimeSpan.FromDays(2);

    private readonly IReadOnlySet<string> _declared;
    private readonly bool _hasHistory;
    private readonly string? _clusterName;
    private readonly string _period;
    private readonly Func<int, TouchedItem?> _touched;

    /// <param name="declared">Words of the declared interests.</param>
    /// <param name="clusterName">What the customer's cluster likes; null for none.</param>
    /// <param name="period">"this fortnight" or a dated one.</param>
    /// <param name="touched">What the customer did with an item number; null for an item that has no name any more.</param>
    internal ReasonText(
        IReadOnlySet<string> declared, bool hasHistory, string? clusterName, string period, Func<int, TouchedItem?> touched)
    {
        _touched = touched;
        _declared = declared;
        _hasHistory = hasHistory;
        _clusterName = clusterName;
        _period = period;
    }

    public static ReasonText For(
        PublishedModels models, CustomerState state, RecommendationQuery query, ItemDirectory items, DateTimeOffset now) => new(
        state.Interests.SelectMany(Tokenizer.Words).ToHashSet(StringComparer.Ordinal),
        query.Activities > 0,
        query.Cluster < 0 ? null : ClusterName(models.Set, query.Cluster),
        now - models.Set.AsOf <= Present
            ? "this fortnight"
            : string.Create(CultureInfo.InvariantCulture, $"in the fortnight to {models.Set.AsOf:d MMMM yyyy}"),
        number => items.Find(models.ItemIds[number]) is { } card ? new TouchedItem(card.Title, state.Bought.Contains(card.Id)) : null);

    /// <returns>Strongest first, at least one.</returns>
    public IReadOnlyList<string> Sentences(Recommendation item)
    {
        string[] sentences =
        [
            .. item.Parts
                .Where(part => part.Contribution > 0)
                .SelectMany(ReasonsOf)
                .GroupBy(reason => reason.GetType())
                .Select(kind => (Kind: kind.Key, Contribution: kind.Sum(reason => reason.Contribution), Reasons: kind.OrderByDescending(reason => reason.Contribution).ToArray()))
                .Where(group => group.Contribution >= LeastShare * item.Score)
                .OrderByDescending(group => group.Contribution)
                .Select(group => Sentence(group.Kind, group.Reasons, item.Item))
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

    // Each scorer's reasons share what the scorer contributes, so that they can be compared: several scorers may give the same kind
    // of reason, which is one then, and one scorer several kinds.
    private static IEnumerable<Reason> ReasonsOf(ScorePart part)
    {
        var reasons = part.Reasons.Where(static reason => reason.Contribution > 0).ToArray();
        var sum = reasons.Sum(static reason => reason.Contribution);
        return reasons.Select(reason => reason with { Contribution = part.Contribution * reason.Contribution / sum });
    }

    private string? Sentence(Type kind, Reason[] reasons, int own) => kind switch
    {
        _ when kind == typeof(Reason.SharedTerm) => Shared([.. reasons.OfType<Reason.SharedTerm>().Select(static term => term.Term)]),
        _ when kind == typeof(Reason.BecauseOf) => GoesWith(reasons.OfType<Reason.BecauseOf>(), own),
        _ when kind == typeof(Reason.OftenNext) => Next(reasons.OfType<Reason.OftenNext>()),
        _ when kind == typeof(Reason.BoughtBefore) => Before(reasons.OfType<Reason.BoughtBefore>().First()),
        _ when kind == typeof(Reason.SimilarCustomers) => $"Chosen by {reasons.OfType<Reason.SimilarCustomers>().First().Customers} customers with a history like yours",
        _ when kind == typeof(Reason.LikeMinded) && !string.IsNullOrEmpty(_clusterName) => $"Popular with customers who like {_clusterName}",
        _ when kind == typeof(Reason.Trending) => $"Popular {_period}: {Pace(reasons.OfType<Reason.Trending>().First().ActivitiesPerDay)}",
        _ => null,
    };

    private string? Next(IEnumerable<Reason.OftenNext> reasons) =>
        reasons.Select(reason => _touched(reason.After)).OfType<TouchedItem>().FirstOrDefault() is { } item ? $"Often next after {item.Title}" : null;

    private static string Before(Reason.BoughtBefore reason) =>
        Number($"You had it {(reason.Times == 1 ? "once" : $"{reason.Times:#,0} times")}, {Days(reason.DaysSinceLast)}");

    private static string Days(double days) => days switch
    {
        < 1 => "last within a day",
        < 2 => "last a day ago",
        _ => Number($"last {Math.Floor(days):#,0} days ago"),
    };

    // What was looked at and is recommended speaks for itself, and goes with nothing less than with itself.
    private string? GoesWith(IEnumerable<Reason.BecauseOf> reasons, int own)
    {
        TouchedItem[] named =
        [
            .. reasons.Where(reason => reason.Item != own).GroupBy(static reason => reason.Item)
                .OrderByDescending(static item => item.Sum(static reason => reason.Contribution))
                .Select(item => _touched(item.Key))
                .OfType<TouchedItem>()
                .Take(MostNamed),
        ];
        if (named.Length == 0) return _touched(own) is { } again ? $"You {(again.Bought ? "bought" : "looked at")} it before" : null;
        var did = Array.TrueForAll(named, static item => item.Bought) ? "bought" : "looked at";
        return $"Goes with {string.Join(" and ", named.Select(static item => item.Title))}, which you {did}";
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

/// <summary>An item of the customer's own history, as a sentence names it.</summary>
internal sealed record TouchedItem(string Title, bool Bought);
