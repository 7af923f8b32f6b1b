namespace Personalize.Web.Segments;

/// <summary>Ages in bands that statistics offices use.</summary>
internal static class AgeBands
{
    private static readonly int[] From = [0, 18, 25, 35, 45, 55, 65];

    public static int Count => From.Length;

    /// <param name="age">Whole years, 0 or more.</param>
    public static int Of(int age)
    {
        var band = From.Length - 1;
        while (band > 0 && age < From[band])
            band--;
        return band;
    }

    /// <returns>"under 18", "25–34", "65 and over".</returns>
    public static string NameOf(int band) => band switch
    {
        0 => $"under {From[1]}",
        _ when band == From.Length - 1 => $"{From[band]} and over",
        _ => $"{From[band]}–{From[band + 1] - 1}",
    };
}
