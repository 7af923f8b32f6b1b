using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Activities;
using Personalize.Data.Customers;
using Personalize.Engine;
using Personalize.Engine.Content;
using Personalize.Engine.Engagement;
using Personalize.Engine.Interactions;

namespace Personalize.Web.Training;

/// <summary>The tables as trainers want them.</summary>
/// <param name="ItemIds">Database id of each item number.</param>
/// <param name="Activities">Rows behind the interactions.</param>
internal sealed record TrainingData(TrainingInput Input, IReadOnlyList<int> ItemIds, long Activities)
{
    /// <summary>Reads everything as of one instant. Holds 24 bytes of each activity.</summary>
    /// <param name="settings">Those of the training that follows.</param>
    /// <param name="decay">The decay of the customers' engagement masses.</param>
    /// <param name="now">Later occurrences are left out.</param>
    public static async Task<TrainingData> ReadAsync(
        PersonalizeDb db, ModelSettings settings, ForwardDecay decay, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var snapshot = await db.BeginSnapshotAsync(cancellation);
        var customers = await db.Customers.AsNoTracking().ToListAsync(cancellation);
        var items = await db.Items.AsNoTracking().ToListAsync(cancellation);
        var customerKeys = Vocabulary.Of(customers.Select(customer => customer.CustomerId));
        var itemKeys = Vocabulary.Of(items.Select(item => item.Sku));
        var customerNumbers = customers.ToDictionary(customer => customer.Id, customer => customerKeys.NumberOf(customer.CustomerId));
        var itemNumbers = items.ToDictionary(item => item.Id, item => itemKeys.NumberOf(item.Sku));

        var asOf = await db.Activities
            .Where(activity => activity.OccurredAt <= now)
            .MaxAsync(activity => (DateTimeOffset?)activity.OccurredAt, cancellation) ?? now;
        var lastSeen = new DateTimeOffset?[customerKeys.Count];
        foreach (var customer in customers) lastSeen[customerNumbers[customer.Id]] = customer.LastActivityAt;
        var sums = new ActivitySums(settings, lastSeen, itemKeys.Count, asOf);
        await foreach (var row in db.TrainingRows(now).WithCancellation(cancellation))
            sums.Add(customerNumbers[row.CustomerId], itemNumbers[row.ItemId], row.Kind, row.OccurredAt);

        var engagement = await db.EngagementMassesAsync(cancellation);
        var input = new TrainingInput
        {
            Activities = new TrainingSet(sums.Interactions(), customerKeys, itemKeys, asOf) { Events = sums.Events() },
            Items = [.. items.OrderBy(item => itemNumbers[item.Id]).Select(Content)],
            Interests = [.. customers
                .OrderBy(customer => customerNumbers[customer.Id])
                .Select(customer => (IReadOnlyList<string>)customer.Interests)],
            DeclaredPurchases = [.. customers
                .OrderBy(customer => customerNumbers[customer.Id])
                .Select(customer => (IReadOnlyList<string>)[.. customer.PurchaseHistory.Select(purchase => purchase.Item)])],
            Engagement = [.. engagement.Select(mass => decay.ValueOf(mass, asOf))],
            Popularity = sums.Popularity,
        };
        return new TrainingData(input, [.. items.OrderBy(item => itemNumbers[item.Id]).Select(item => item.Id)], sums.Count);
    }

    private static CatalogueItem Content(Data.Catalogue.Item item) => new()
    {
        Sku = item.Sku,
        Title = item.Title,
        Description = item.Description,
        Category = item.Category,
        Brand = item.Brand,
        Tags = item.Tags,
    };
}
