namespace Personalize.Engine.Ratings;

/// <summary>The specification's matrix factorisation, one step at a time and by the letter. Training uses the faster <see cref="SgdTrainer"/>.</summary>
/// <remarks>
/// The specification writes the step twice, in its formulas and in its sample code. They are the same step under
/// α = lr / 2 and β = 2·reg. Both descend (r − p·q)² + (β/2)(‖p‖² + ‖q‖²).
/// </remarks>
public static class SpecificationFactorisation
{
    /// <summary>e = r − p·q.</summary>
    /// <exception cref="ArgumentException">The factors differ in length.</exception>
    public static double Error(ReadOnlySpan<double> customer, ReadOnlySpan<double> item, double rating)
    {
        if (customer.Length != item.Length)
            throw new ArgumentException($"{customer.Length} factors of the customer and {item.Length} of the item; they must be as many.", nameof(item));
        for (var factor = 0; factor < customer.Length; factor++) rating -= customer[factor] * item[factor];
        return rating;
    }

    /// <summary>The formula: p ← p + α(2e·q − β·p), q ← q + α(2e·p − β·q), both from the values before the step.</summary>
    /// <param name="customer">p, changed in place.</param>
    /// <param name="item">q, changed in place.</param>
    /// <param name="rate">α, above 0.</param>
    /// <param name="regularisation">β, 0 or more.</param>
    public static void Step(Span<double> customer, Span<double> item, double rating, double rate, double regularisation) =>
        Move(customer, item, 2 * Error(customer, item, rating), rate, regularisation);

    /// <summary>The sample code: p ← p + lr(e·q − reg·p), q ← q + lr(e·p − reg·q), here too from the values before the step.</summary>
    /// <inheritdoc cref="Step"/>
    /// <param name="rate">lr, above 0.</param>
    /// <param name="regularisation">reg, 0 or more.</param>
    public static void SampleStep(Span<double> customer, Span<double> item, double rating, double rate, double regularisation) =>
        Move(customer, item, Error(customer, item, rating), rate, regularisation);

    private static void Move(Span<double> customer, Span<double> item, double pull, double rate, double regularisation)
    {
        for (var factor = 0; factor < customer.Length; factor++)
        {
            var (p, q) = (customer[factor], item[factor]);
            customer[factor] = p + rate * (pull * q - regularisation * p);
            item[factor] = q + rate * (pull * p - regularisation * q);
        }
    }
}
