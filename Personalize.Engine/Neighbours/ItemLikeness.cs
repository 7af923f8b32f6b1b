namespace Personalize.Engine.Neighbours;

/// <summary>Similarity of two items by counts of customers.</summary>
public static class ItemLikeness
{
    /// <summary>N_ij / (√(N_i·N_j) + h), in [0, 1].</summary>
    /// <param name="both">N_ij: customers who have both.</param>
    /// <param name="one">N_i: customers who have the one, at least <paramref name="both"/>.</param>
    /// <param name="other">N_j, likewise.</param>
    /// <param name="shrinkage">h, 0 or more.</param>
    public static double Cosine(int both, int one, int other, double shrinkage) =>
        both == 0 ? 0 : both / (Math.Sqrt((double)one * other) + shrinkage);

    /// <summary>Dunning's G² = 2 Σ k·ln(k·n / (row · column)) over the four cells; 0 or more.</summary>
    /// <param name="both">Customers who have both items.</param>
    /// <param name="onlyOne">Who have the first alone.</param>
    /// <param name="onlyOther">Who have the second alone.</param>
    /// <param name="neither">Who have neither.</param>
    /// <remarks>Dunning, Accurate methods for the statistics of surprise and coincidence, 1993.</remarks>
    public static double LogLikelihoodRatio(int both, int onlyOne, int onlyOther, int neither)
    {
        double all = (double)both + onlyOne + onlyOther + neither;
        double withOne = (double)both + onlyOne;
        double withOther = (double)both + onlyOther;
        var ratio = 2 * (Term(both, withOne, withOther, all) + Term(onlyOne, withOne, all - withOther, all)
            + Term(onlyOther, all - withOne, withOther, all) + Term(neither, all - withOne, all - withOther, all));
        return Math.Max(0, ratio);
    }

    /// <summary>L / (1 + L) of the ratio, in [0, 1); 0 where the two meet no more often than by chance.</summary>
    /// <param name="customers">All customers, at least those who have either.</param>
    public static double LogLikelihood(int both, int one, int other, int customers)
    {
        if ((double)both * customers <= (double)one * other) return 0;
        var ratio = LogLikelihoodRatio(both, one - both, other - both, customers - one - other + both);
        return ratio / (1 + ratio);
    }

    private static double Term(double cell, double row, double column, double all) => cell == 0 ? 0 : cell * Math.Log(cell * all / (row * column));
}
