namespace Personalize.Benchmarks.Evaluate;

/// <summary>Which models are tried: those asked for, or all that the data allow, and always the baselines.</summary>
internal static class ModelChoice
{
    /// <param name="has">What the files offer.</param>
    /// <param name="notes">Receives what was left out of "all", and why.</param>
    /// <exception cref="CommandLineException">A model is unknown, or asked for without what it needs.</exception>
    public static IReadOnlyList<string> Of<TContext, TModel>(
        IReadOnlyList<ModelEntry<TContext, TModel>> known, IReadOnlyList<string> baselines, IReadOnlyList<string> asked, Needs has, List<string> notes)
    {
        var chosen = new List<string>();
        foreach (var name in asked.Count > 0 ? asked : [.. known.Select(entry => entry.Name).Except(baselines)])
        {
            var entry = known.FirstOrDefault(entry => entry.Name == name)
                ?? throw new CommandLineException($"--models: there is no model '{name}'. Known: {string.Join(", ", known.Select(entry => entry.Name))}.");
            var missing = entry.Needs & ~has;
            if (missing == Needs.Nothing) chosen.Add(name);
            else if (asked.Count > 0) throw new CommandLineException($"--models: {name} {Remedy(missing)}");
            else notes.Add($"{name} is left out: it {Remedy(missing)}");
        }
        return [.. chosen.Concat(baselines).Distinct()];
    }

    private static string Remedy(Needs missing) => missing.HasFlag(Needs.Times)
        ? "needs times; give the training file unix seconds in its fourth column."
        : "needs item texts; name their file with --items.";
}
