using System.Globalization;
using Personalize.Data.Customers;
using Personalize.Web.Hosting;

namespace Personalize.Web.Customers;

/// <summary>What the users page shows, as its address says it; every view of the list is a link.</summary>
public sealed record CustomerQuery
{
    public const string SearchKey = "q";
    public const string InterestKey = "interest";
    public const string GenderKey = "gender";
    public const string MinAgeKey = "min";
    public const string MaxAgeKey = "max";
    public const string ColdKey = "cold";
    public const string SortKey = "sort";
    public const string DirectionKey = "dir";
    private const string Descending = "desc";

    public CustomerFilter Filter { get; init; } = new();
    public CustomerSort Sort { get; init; } = CustomerSort.CustomerId;
    public SortOrder Order { get; init; }

    public bool IsFiltered => Filter != new CustomerFilter();

    /// <summary>Wrong values count as absent: a mistyped address still shows the list.</summary>
    public static CustomerQuery Read(Func<string, string?> query) => new()
    {
        Filter = new()
        {
            Search = Text(query(SearchKey)),
            Interest = Text(query(InterestKey)),
            Gender = Text(query(GenderKey)),
            MinAge = Age(query(MinAgeKey)),
            MaxAge = Age(query(MaxAgeKey)),
            ColdOnly = query(ColdKey) == "1",
        },
        Sort = Enum.TryParse<CustomerSort>(query(SortKey), ignoreCase: true, out var sort) && Enum.IsDefined(sort) ? sort : CustomerSort.CustomerId,
        Order = query(DirectionKey) == Descending ? SortOrder.Descending : SortOrder.Ascending,
    };

    /// <summary>Null values remove the key from the address.</summary>
    public IReadOnlyDictionary<string, object?> ToQuery() => new Dictionary<string, object?>
    {
        [SearchKey] = Filter.Search,
        [InterestKey] = Filter.Interest,
        [GenderKey] = Filter.Gender,
        [MinAgeKey] = Filter.MinAge,
        [MaxAgeKey] = Filter.MaxAge,
        [ColdKey] = Filter.ColdOnly ? "1" : null,
        [SortKey] = Sort == CustomerSort.CustomerId ? null : Sort.ToString().ToLowerInvariant(),
        [DirectionKey] = Order == SortOrder.Descending ? Descending : null,
    };

    /// <summary>A column's header was pressed: first ascending, then descending.</summary>
    public CustomerQuery SortedBy(CustomerSort sort) =>
        this with { Sort = sort, Order = Sort == sort && Order == SortOrder.Ascending ? SortOrder.Descending : SortOrder.Ascending };

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static int? Age(string? value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var age) && age <= Customer.OldestAge ? age : null;
}
