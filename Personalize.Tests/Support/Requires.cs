namespace Personalize.Tests.Support;

/// <summary>Says what a test cannot do without. Missing things skip it with the reason; under CI=true they fail it.</summary>
internal static class Requires
{
    public static void Postgres(PostgresCluster cluster) => Presence(cluster.SkipReason);

    /// <param name="missing">Why the needed thing is not there; null when it is.</param>
    public static void Presence(string? missing)
    {
        if (missing is null) return;
        if (Environment.GetEnvironmentVariable("CI") is "true" or "1") Assert.Fail($"Needed under CI: {missing}");
        Assert.Skip(missing);
    }
}
