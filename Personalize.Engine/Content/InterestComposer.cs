using Personalize.Engine.Interactions;
using Personalize.Engine.Text;

namespace Personalize.Engine.Content;

/// <summary>Makes one interest vector of what a customer says, has bought elsewhere and does here.</summary>
/// <remarks>
/// u = ‖a·interests + b·declared purchases + c·Σ wᵢ·vᵢ‖, each part brought to length 1 before it is weighted. The same
/// composition serves training and live queries.
/// </remarks>
internal sealed class InterestComposer(CatalogueIndex catalogue, ModelSettings settings)
{
    /// <param name="history">Items touched and their decayed weights, above 0.</param>
    /// <returns>Length 1, or empty when nothing the customer said or did has text that weighs anything.</returns>
    public SparseVector Compose(IReadOnlyList<string> interests, IReadOnlyList<string> declaredPurchases, SparseRow history)
    {
        var sum = new SparseSum();
        sum.Add(catalogue.Text.Transform(PartsOf(interests)), settings.InterestWeight);
        sum.Add(catalogue.Text.Transform(PartsOf(declaredPurchases)), settings.DeclaredPurchaseWeight);
        var touched = new SparseSum();
        for (var at = 0; at < history.Columns.Length; at++)
        {
            var item = catalogue.VectorOf(history.Columns[at]);
            touched.Add(item.Columns, item.Values, history.Values[at]);
        }
        sum.Add(touched.ToUnitVector(), settings.HistoryWeight);
        return sum.ToUnitVector();
    }

    private static TextPart[] PartsOf(IReadOnlyList<string> texts)
    {
        var parts = new TextPart[texts.Count];
        for (var at = 0; at < parts.Length; at++) parts[at] = new TextPart(texts[at]);
        return parts;
    }
}
