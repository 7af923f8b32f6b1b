namespace Personalize.Web.Hosting;

/// <summary>What was done, in words.</summary>
internal sealed record MessageResponse(string Message);
