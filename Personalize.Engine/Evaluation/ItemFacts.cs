using Personalize.Engine.Interactions;

namespace Personalize.Engine.Evaluation;

/// <summary>What novelty and diversity know of the items: who had which before the test.</summary>
internal sealed class ItemFacts
{
    private readonly int[] _buyers;

    public ItemFacts(InteractionMatrix train)
    {
        Customers = train.RowCount;
        Vectors = train.Transposed;
        _buyers = new int[train.ColumnCount];
        for (var item = 0; item < _buyers.Length; item++) _buyers[item] = Vectors.Row(item).Columns.Length;
    }

    public int Customers { get; }

    /// <summary>By item: customers who had it.</summary>
    public ReadOnlySpan<int> Buyers => _buyers;

    /// <summary>Items × customers.</summary>
    public InteractionMatrix Vectors { get; }
}
