using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Personalize.Engine.Autoencoders;
using Personalize.Engine.Clusters;
using Personalize.Engine.Content;
using Personalize.Engine.Engagement;
using Personalize.Engine.Popularity;
using Personalize.Engine.Scoring;
using Personalize.Engine.Text;

namespace Personalize.Engine;

/// <summary>Everything about training and scoring that somebody may want to turn. The defaults work.</summary>
public sealed record ModelSettings
{
    public static ModelSettings Default { get; } = new();

    /// <summary>IDF formula. Default: the specification's. Where it leaves the whole catalogue without weight, Smooth stands in.</summary>
    [EnumDataType(typeof(IdfMode))]
    public IdfMode Idf { get; init; } = IdfMode.Spec;

    /// <summary>Weight of declared interests in the interest vector. Default 1.</summary>
    [Range(0d, 100d)]
    public double InterestWeight { get; init; } = 1;

    /// <summary>Weight of the text of touched items. Default 0.7.</summary>
    [Range(0d, 100d)]
    public double HistoryWeight { get; init; } = 0.7;

    /// <summary>Weight of the names of products bought elsewhere, which carry no date. Default 0.5.</summary>
    [Range(0d, 100d)]
    public double DeclaredPurchaseWeight { get; init; } = 0.5;

    /// <summary>Days after which a touch counts half in the interest vector, in training as in queries. Default 90.</summary>
    [Range(0.01, 36_500d)]
    public double HistoryHalfLifeDays { get; init; } = 90;

    /// <summary>Days after which an activity counts half in what is popular. Default 14.</summary>
    [Range(0.01, 36_500d)]
    public double PopularityHalfLifeDays { get; init; } = 14;

    /// <summary>What each kind of activity says about tastes, in training as in queries. Default: the specification's weights.</summary>
    public ActivityWeights Activity { get; init; } = ActivityWeights.Specification;

    /// <summary>Hybrid weights for customers without a history; together 1. Defaults 0.5, 0.3 and 0.2.</summary>
    [Range(0d, 1d)]
    public double ContentWeight { get; init; } = 0.5;

    [Range(0d, 1d)]
    public double ClusterWeight { get; init; } = 0.3;

    [Range(0d, 1d)]
    public double PopularityWeight { get; init; } = 0.2;

    /// <summary>Interest clusters, 0 for the rule clamp(round(√(n/2)), 2, 50). Default 0.</summary>
    [Range(0, 1000)]
    public int ClusterCount { get; init; }

    /// <summary>Runs of k-means from different seeds. Default 4.</summary>
    [Range(1, 100)]
    public int ClusterRestarts { get; init; } = 4;

    /// <summary>Terms of a customer that decide on the cluster, strongest first. Default 64.</summary>
    [Range(1, 10_000)]
    public int ClusterTerms { get; init; } = 64;

    /// <summary>Customers whose scores are sampled for calibration. Default 256.</summary>
    [Range(1, 100_000)]
    public int CalibrationCustomers { get; init; } = 256;

    /// <summary>Items scored per sampled customer. Default 64.</summary>
    [Range(1, 100_000)]
    public int CalibrationItems { get; init; } = 64;

    /// <summary>So many pairs that there never are enough: for sets that are to learn quickly.</summary>
    public const int NoNumberOfPairs = int.MaxValue;

    /// <summary>Pairs of customer and item from which on models learn from who did what. Default 200.</summary>
    [Range(1, int.MaxValue)]
    public int FewestPairs { get; init; } = 200;

    /// <summary>The same for factors, which say nothing sensible of less. Default 2,000.</summary>
    [Range(1, int.MaxValue)]
    public int FewestPairsForFactors { get; init; } = 2000;

    /// <summary>Items up to which EASE is trained: 4 bytes times their square. Default 6,000, which is 144 MB.</summary>
    [Range(0, 40_000)]
    public int EaseMostItems { get; init; } = 6000;

    /// <summary>Customers up to which similar ones are looked for, within each request. Default 100,000.</summary>
    [Range(0, int.MaxValue)]
    public int NeighbourMostCustomers { get; init; } = 100_000;

    /// <summary>
    /// Weight of the models that learn from who did what, all together, for customers with a history, until weights are learnt;
    /// the rest is shared in the proportions of the hybrid weights above. Default 0.6.
    /// </summary>
    [Range(0d, 1d)]
    public double CollaborativeShare { get; init; } = 0.6;

    /// <summary>λ = ln 2 / <see cref="HistoryHalfLifeDays"/>, in 1/day.</summary>
    public double HistoryRatePerDay => Math.Log(2) / HistoryHalfLifeDays;

    /// <summary>λ = ln 2 / <see cref="PopularityHalfLifeDays"/>, in 1/day.</summary>
    public double PopularityRatePerDay => Math.Log(2) / PopularityHalfLifeDays;

    internal EaseSettings Ease => new() { MostItems = Math.Max(1, EaseMostItems) };

    /// <summary>Short fingerprint: equal settings, equal digest. Models and cached lists carry it.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToText())))[..16];

    /// <exception cref="ValidationException">A value is out of range.</exception>
    /// <exception cref="ArgumentException">The hybrid weights do not add up to 1.</exception>
    public void Check()
    {
        Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
        foreach (var kind in Enum.GetValues<Interactions.ActivityKind>())
        {
            if (!double.IsFinite(Activity.Of(kind)) || Activity.Of(kind) < 0)
                throw new ValidationException($"The weight of {kind} is {Activity.Of(kind)}; it must be finite and 0 or more.");
        }
        HybridWeights.Check(new Dictionary<string, double>
        {
            [ContentScorer.ScorerName] = ContentWeight,
            [ClusterScorer.ScorerName] = ClusterWeight,
            [PopularityModel.ScorerName] = PopularityWeight,
        });
    }

    /// <summary>All values in a fixed order and culture: the text behind the digest and in the model file.</summary>
    internal string ToText() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(int)Idf};{InterestWeight:R};{HistoryWeight:R};{DeclaredPurchaseWeight:R};{HistoryHalfLifeDays:R};{PopularityHalfLifeDays:R};{Activity.View:R};{Activity.Like:R};{Activity.Comment:R};{Activity.Share:R};{Activity.Purchase:R};{ContentWeight:R};{ClusterWeight:R};{PopularityWeight:R};{ClusterCount};{ClusterRestarts};{ClusterTerms};{CalibrationCustomers};{CalibrationItems};{FewestPairs};{FewestPairsForFactors};{EaseMostItems};{NeighbourMostCustomers};{CollaborativeShare:R}");

    /// <exception cref="FormatException">The text is not one that <see cref="ToText"/> made.</exception>
    internal static ModelSettings OfText(string text)
    {
        var values = text.Split(';');
        if (values.Length != 24) throw new FormatException($"Settings hold {values.Length} values instead of 24.");
        double Real(int at) => double.Parse(values[at], CultureInfo.InvariantCulture);
        int Whole(int at) => int.Parse(values[at], CultureInfo.InvariantCulture);
        return new ModelSettings
        {
            Idf = (IdfMode)Whole(0),
            InterestWeight = Real(1),
            HistoryWeight = Real(2),
            DeclaredPurchaseWeight = Real(3),
            HistoryHalfLifeDays = Real(4),
            PopularityHalfLifeDays = Real(5),
            Activity = new ActivityWeights { View = Real(6), Like = Real(7), Comment = Real(8), Share = Real(9), Purchase = Real(10) },
            ContentWeight = Real(11),
            ClusterWeight = Real(12),
            PopularityWeight = Real(13),
            ClusterCount = Whole(14),
            ClusterRestarts = Whole(15),
            ClusterTerms = Whole(16),
            CalibrationCustomers = Whole(17),
            CalibrationItems = Whole(18),
            FewestPairs = Whole(19),
            FewestPairsForFactors = Whole(20),
            EaseMostItems = Whole(21),
            NeighbourMostCustomers = Whole(22),
            CollaborativeShare = Real(23),
        };
    }
}
