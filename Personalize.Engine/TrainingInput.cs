using Personalize.Engine.Content;
using Personalize.Engine.Interactions;

namespace Personalize.Engine;

/// <summary>All that one training run may see.</summary>
public sealed record TrainingInput
{
    public required TrainingSet Activities { get; init; }

    /// <summary>One per number of <c>Activities.Items</c>, in that order.</summary>
    public required IReadOnlyList<CatalogueItem> Items { get; init; }

    /// <summary>Declared interests, one list per number of <c>Activities.Customers</c>, in that order.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Interests { get; init; }

    /// <summary>Names of products bought elsewhere, one list per number of <c>Activities.Customers</c>, in that order.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> DeclaredPurchases { get; init; }

    /// <summary>Raw engagement values of the active customers, decayed to <c>Activities.AsOf</c>; each finite and ≥ 0.</summary>
    public required IReadOnlyList<double> Engagement { get; init; }

    /// <summary>
    /// Decayed number of activities of each item, whatever their kind, by number, at <c>Activities.AsOf</c>; each finite and ≥ 0.
    /// Decays at <see cref="ModelSettings.PopularityRatePerDay"/>, as tastes do at <see cref="ModelSettings.HistoryRatePerDay"/>.
    /// </summary>
    public required IReadOnlyList<double> Popularity { get; init; }

    /// <exception cref="ArgumentException">Lists and vocabularies do not match, or a number is out of range.</exception>
    internal void Check()
    {
        var (matrix, customers, items) = (Activities.Interactions, Activities.Customers.Count, Activities.Items.Count);
        if (matrix.RowCount != customers || matrix.ColumnCount != items)
            throw new ArgumentException(
                $"The interactions are {matrix.RowCount} × {matrix.ColumnCount} for {customers} customers and {items} items.");
        if (Items.Count != items) throw new ArgumentException($"{Items.Count} catalogue items for a vocabulary of {items}.");
        if (Interests.Count != customers) throw new ArgumentException($"{Interests.Count} lists of interests for {customers} customers.");
        if (DeclaredPurchases.Count != customers)
            throw new ArgumentException($"{DeclaredPurchases.Count} lists of declared purchases for {customers} customers.");
        if (Popularity.Count != items) throw new ArgumentException($"{Popularity.Count} popularities for {items} items.");
        for (var item = 0; item < items; item++)
        {
            if (Items[item].Sku != Activities.Items.IdOf(item))
                throw new ArgumentException($"Catalogue item {item} is '{Items[item].Sku}', the vocabulary says '{Activities.Items.IdOf(item)}'.");
        }
        for (var customer = 0; customer < customers; customer++)
        {
            foreach (var weight in matrix.Row(customer).Values)
            {
                if (weight < 0) throw new ArgumentException($"Customer {customer} has an interaction of weight {weight}; weights are above 0.");
            }
        }
    }
}
