namespace Personalize.Engine.Ranking;

/// <summary>Examples to learn from: pairs of customer and item, row after row, and whether they came true.</summary>
/// <param name="features">Row-major.</param>
/// <param name="labels">One per row.</param>
internal sealed class RankingRows(int featureCount, float[] features, bool[] labels)
{
    /// <summary>Rows that are summed together: sums of blocks are added in the order of their numbers, whoever made them.</summary>
    public const int BlockSize = 4096;

    public int FeatureCount => featureCount;

    public int Count => labels.Length;

    public int BlockCount => (labels.Length + BlockSize - 1) / BlockSize;

    public ReadOnlySpan<bool> Labels => labels;

    public ReadOnlySpan<float> Row(int row) => features.AsSpan(row * featureCount, featureCount);

    /// <summary>The rows of one block: from the first to the one past the last.</summary>
    public (int First, int End) Block(int block) => (block * BlockSize, Math.Min(labels.Length, (block + 1) * BlockSize));

    /// <summary>All rows of all parts, in order.</summary>
    public static RankingRows Of(int featureCount, IReadOnlyList<RankingRows> parts)
    {
        var features = new float[parts.Sum(static part => part.Count) * featureCount];
        var labels = new bool[parts.Sum(static part => part.Count)];
        var at = 0;
        foreach (var part in parts)
        {
            part.CopyTo(features.AsSpan(at * featureCount), labels.AsSpan(at));
            at += part.Count;
        }
        return new RankingRows(featureCount, features, labels);
    }

    private void CopyTo(Span<float> allFeatures, Span<bool> allLabels)
    {
        features.CopyTo(allFeatures);
        labels.CopyTo(allLabels);
    }
}
