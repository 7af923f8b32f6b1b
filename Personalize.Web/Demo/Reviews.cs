namespace Personalize.Web.Demo;

/// <summary>What people write, from delighted to angry.</summary>
internal static class Reviews
{
    private static readonly string[] Delighted =
    [
        "Absolutely love it. {Product} does exactly what it promises and then some.",
        "Best {product} I have owned. Wish I had bought it years ago!",
        "Wonderful quality, arrived early, and my sister ordered one the same day.",
        "Exceeded every expectation. Five stars, no hesitation.",
        "I was sceptical about the price. I am not any more: superb.",
        "This made my week. Beautifully made and a joy to use.",
        "Third one from {brand} and they keep getting better. Brilliant.",
    ];

    private static readonly string[] Pleased =
    [
        "Very good {product}, solid build, would buy again.",
        "Does the job well. Delivery took two days, packaging was fine.",
        "Happy with it. Sizing as described, colour a touch darker than the photo.",
        "Good value for the money. Nice touch: spare parts in the box.",
        "Works well after a month of daily use. Recommended.",
        "A present for my father, and he likes it a lot.",
    ];

    private static readonly string[] Indifferent =
    [
        "It is okay. Nothing special, but it works.",
        "Average {product}. Fine for occasional use.",
        "Decent, though I expected a bit more from {brand}.",
        "Not bad, not great. The instructions could be clearer.",
        "Does what it should. Time will tell how long it lasts.",
    ];

    private static readonly string[] Disappointed =
    [
        "Disappointed. The {product} looked better in the pictures.",
        "Not worth the price, I am sending it back.",
        "Quality is poor for this brand; a seam came loose in week two.",
        "Delivery was late and the box was damaged. The product is so-so.",
        "Too small and the fabric feels cheap. Would not buy again.",
    ];

    private static readonly string[] Angry =
    [
        "Broke after three days. Terrible, avoid.",
        "Waste of money. Customer service never answered.",
        "Worst {product} ever. It simply does not work.",
        "Awful. Returned it and I am still waiting for the refund.",
    ];

    private static readonly string[] Endings =
    [
        "", "", "", "", " Used it on the weekend.", " Bought it for myself this time.", " My partner agrees.",
        " Shipping was quick.", " Will update after the winter.", " Second order from this shop.",
    ];

    /// <summary>Stars for a feeling: 1 to 5.</summary>
    public static int Stars(double feeling) => Math.Clamp((int)Math.Round(1 + (4 * feeling)), 1, 5);

    /// <param name="stars">1 to 5.</param>
    public static string Write(Random random, int stars, string product, string brand)
    {
        var kind = stars switch
        {
            5 => Delighted,
            4 => Pleased,
            3 => Indifferent,
            2 => Disappointed,
            _ => Angry,
        };
        // Product names keep their capitals where they begin a sentence only.
        return Draw.Of(random, kind)
            .Replace("{Product}", $"The {product}", StringComparison.Ordinal)
            .Replace("{product}", product.ToLowerInvariant(), StringComparison.Ordinal)
            .Replace("{brand}", brand, StringComparison.Ordinal) + Draw.Of(random, Endings);
    }
}
