using System.Globalization;
using Personalize.Web.Hosting.Problems;

namespace Personalize.Web.Accounts.SignIn;

/// <summary>Tells people and programs how long a further attempt has to wait.</summary>
internal static class Waiting
{
    public static string Announce(HttpContext context, TimeSpan wait)
    {
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        Problem.RetryAfter(context, wait);
        var seconds = (int)Math.Max(1, Math.Ceiling(wait.TotalSeconds));
        var words = seconds switch
        {
            1 => "1 second",
            < 120 => string.Create(CultureInfo.InvariantCulture, $"{seconds} seconds"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{(seconds + 59) / 60} minutes"),
        };
        return $"There were too many attempts. Try again in {words}.";
    }
}
