using System.Globalization;

namespace Personalize.Web.Shell;

/// <summary>
/// How the pages write numbers and times: English like their words, with dates that nobody can misread. The server's own
/// locale must not show through.
/// </summary>
internal static class PageCulture
{
    public static readonly CultureInfo Value = Make();

    private static CultureInfo Make()
    {
        var culture = (CultureInfo)CultureInfo.GetCultureInfo("en-US").Clone();
        culture.DateTimeFormat.ShortDatePattern = "yyyy-MM-dd";
        culture.DateTimeFormat.ShortTimePattern = "HH:mm";
        culture.DateTimeFormat.LongTimePattern = "HH:mm:ss";
        return CultureInfo.ReadOnly(culture);
    }
}
