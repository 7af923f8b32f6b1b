namespace Personalize.Engine.Clusters;

/// <param name="Cluster">Cluster number, or -1 for nowhere.</param>
/// <param name="Cosine">Similarity with the centre, in (0, 1]; NaN for nowhere.</param>
public readonly record struct ClusterPlace(int Cluster, double Cosine)
{
    public static ClusterPlace Nowhere => new(-1, double.NaN);
}
