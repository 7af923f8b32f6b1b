using Microsoft.EntityFrameworkCore;
using Personalize.Data.Customers;
using Personalize.Web.Hosting;

namespace Personalize.Web.Customers;

/// <summary>The grid's questions as queries that both databases answer.</summary>
internal static class CustomerQueries
{
    public static IQueryable<Customer> Matching(this IQueryable<Customer> customers, CustomerFilter filter)
    {
        if (Lowered(filter.Search) is { } search)
        {
            customers = customers.Where(customer =>
                customer.CustomerId.ToLower().StartsWith(search)
                || customer.Interests.Any(interest => interest.ToLower().Contains(search)));
        }

        if (Lowered(filter.Interest) is { } wanted)
            customers = customers.Where(customer => customer.Interests.Any(interest => interest.ToLower() == wanted));
        if (filter.Gender is { } gender)
            customers = customers.Where(customer => customer.Gender == gender);
        if (filter.MinAge is { } youngest)
            customers = customers.Where(customer => customer.Age >= youngest);
        if (filter.MaxAge is { } oldest)
            customers = customers.Where(customer => customer.Age <= oldest);
        return filter.ColdOnly ? customers.Where(customer => customer.ActivityCount == 0) : customers;
    }

    /// <summary>Rows without a value come last either way, and equals in order of their ids, so that pages never overlap.</summary>
    public static IQueryable<Customer> Sorted(this IQueryable<Customer> customers, CustomerSort sort, SortOrder order) => (sort, order) switch
    {
        (CustomerSort.CustomerId, SortOrder.Descending) => customers.OrderByDescending(customer => customer.CustomerId),
        (CustomerSort.CustomerId, _) => customers.OrderBy(customer => customer.CustomerId),
        (CustomerSort.Age, _) => customers.OrderBy(customer => customer.Age == null).ThenIn(order, customer => customer.Age),
        (CustomerSort.Sentiment, _) =>
            customers.OrderBy(customer => customer.SentimentScore == null).ThenIn(order, customer => customer.SentimentScore),

        // Decay shrinks all masses alike, so their order is that of engagement at any moment, and an index holds it. Only
        // activities make mass: whoever has none is shown as declared, which is no percentile and so stands behind those that are.
        (CustomerSort.Engagement, SortOrder.Descending) => customers.OrderByDescending(customer => customer.EngagementMass)
            .ThenBy(customer => customer.DeclaredEngagement == null).ThenIn(order, customer => customer.DeclaredEngagement),
        (CustomerSort.Engagement, _) => customers.OrderBy(customer => customer.EngagementMass == 0).ThenBy(customer => customer.EngagementMass)
            .ThenBy(customer => customer.DeclaredEngagement == null).ThenIn(order, customer => customer.DeclaredEngagement),
        (CustomerSort.Activities, SortOrder.Descending) => customers.OrderByDescending(customer => customer.ActivityCount).ThenBy(customer => customer.Id),
        (CustomerSort.Activities, _) => customers.OrderBy(customer => customer.ActivityCount).ThenBy(customer => customer.Id),
        (CustomerSort.Updated, SortOrder.Descending) => customers.OrderByDescending(customer => customer.UpdatedAt).ThenBy(customer => customer.Id),
        (CustomerSort.Updated, _) => customers.OrderBy(customer => customer.UpdatedAt).ThenBy(customer => customer.Id),
        _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, "Not a way to sort customers."),
    };

    private static IQueryable<Customer> ThenIn<TKey>(
        this IOrderedQueryable<Customer> customers, SortOrder order,
        System.Linq.Expressions.Expression<Func<Customer, TKey>> key) =>
        (order == SortOrder.Descending ? customers.ThenByDescending(key) : customers.ThenBy(key)).ThenBy(customer => customer.Id);

    private static string? Lowered(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim().ToLowerInvariant();
}
