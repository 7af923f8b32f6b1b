using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Personalize.Web.Hosting.Limits;

/// <summary>
/// Bound from <c>Personalize:Limits</c>: how many requests one caller may send in a minute. A caller is an account or an API
/// key, and for those who have not said who they are, the network. A minute's worth may come all at once.
/// </summary>
public sealed class LimitOptions
{
    public const string Section = "Personalize:Limits";
    private const int Most = 10_000_000;

    /// <summary>Pages, single rows, recommendation lists. Default 6,000.</summary>
    [Range(1, Most)]
    public int ReadsPerMinute { get; set; } = 6_000;

    /// <summary>Pages of the list of all customers. Few, so that nobody carries the customers away unseen. Default 600.</summary>
    [Range(1, Most)]
    public int ListingsPerMinute { get; set; } = 600;

    /// <summary>Changes. Default 3,000.</summary>
    [Range(1, Most)]
    public int WritesPerMinute { get; set; } = 3_000;

    /// <summary>Deliveries of activities, of up to 1,000 each. Default 60,000.</summary>
    [Range(1, Most)]
    public int DeliveriesPerMinute { get; set; } = 60_000;

    /// <summary>Uploaded files. Default 120.</summary>
    [Range(1, Most)]
    public int UploadsPerMinute { get; set; } = 120;

    /// <summary>Attempts to sign in. Guesses at one account are slowed down besides. Default 120.</summary>
    [Range(1, Most)]
    public int SignInsPerMinute { get; set; } = 120;

    internal int PerMinute(RequestCost cost) => cost switch
    {
        RequestCost.Read => ReadsPerMinute,
        RequestCost.Listing => ListingsPerMinute,
        RequestCost.Write => WritesPerMinute,
        RequestCost.Delivery => DeliveriesPerMinute,
        RequestCost.Upload => UploadsPerMinute,
        RequestCost.SignIn => SignInsPerMinute,
        _ => throw new ArgumentOutOfRangeException(nameof(cost), cost, "There is no limit for it."),
    };
}

[OptionsValidator]
internal sealed partial class LimitOptionsValidator : IValidateOptions<LimitOptions>;
