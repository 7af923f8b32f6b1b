using System.ComponentModel.DataAnnotations;

namespace Personalize.Engine.Neighbours;

/// <summary>How alike two items are, from the customers who have them.</summary>
public enum ItemSimilarity
{
    /// <summary>N_ij / (√(N_i·N_j) + h): cosine, shrunk by h towards 0 for items that few have.</summary>
    Cosine,

    /// <summary>N_ij, the specification's co-occurrence. It favours what everybody has.</summary>
    CoOccurrence,

    /// <summary>L / (1 + L), where L is Dunning's log-likelihood ratio of having both; 0 where they meet less often than by chance.</summary>
    LogLikelihood,
}

/// <summary>Whose nearest items count.</summary>
public enum NeighbourSide
{
    /// <summary>An item is judged by those of its own nearest that the customer has. More accurate: every candidate gets its say.</summary>
    Candidate,

    /// <summary>Every item that the customer has recommends its nearest.</summary>
    History,
}

/// <summary>How item-kNN learns. The defaults were chosen on a held-out part of training data, see the benchmarks.</summary>
public sealed record ItemNeighbourSettings
{
    /// <summary>Default: cosine.</summary>
    [EnumDataType(typeof(ItemSimilarity))]
    public ItemSimilarity Similarity { get; init; } = ItemSimilarity.Cosine;

    /// <summary>K, the items kept beside each, 1 or more. Default 100.</summary>
    [Range(1, 1_000_000)]
    public int Neighbours { get; init; } = 100;

    /// <summary>h of the cosine, 0 or more: how many shared customers an item needs before it is believed. Default 10.</summary>
    [Range(0d, 1e9)]
    public double Shrinkage { get; init; } = 10;

    /// <summary>Default: the candidate's.</summary>
    [EnumDataType(typeof(NeighbourSide))]
    public NeighbourSide Side { get; init; } = NeighbourSide.Candidate;
}
