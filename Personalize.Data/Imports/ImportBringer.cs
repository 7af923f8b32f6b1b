using Personalize.Data.Accounts;

namespace Personalize.Data.Imports;

/// <summary>The account or key that brought a file.</summary>
public sealed record ImportBringer(ActorKind Kind, int? Id);
