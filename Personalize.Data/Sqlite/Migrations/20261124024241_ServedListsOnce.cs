using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Personalize.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ServedListsOnce : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ListShelves",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ListShelves", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "MadeLists",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CustomerId = table.Column<int>(type: "INTEGER", nullable: false),
                    MadeAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ModelVersion = table.Column<long>(type: "INTEGER", nullable: false),
                    Rung = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Recipe = table.Column<byte[]>(type: "BLOB", nullable: true),
                    ShelfId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Items = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MadeLists", x => x.Id);
                    table.CheckConstraint("CK_MadeLists_Rung_Length", "length(\"Rung\") <= 32");
                    table.ForeignKey(
                        name: "FK_MadeLists_Customers_CustomerId",
                        column: x => x.CustomerId,
                        principalTable: "Customers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_MadeLists_ListShelves_ShelfId",
                        column: x => x.ShelfId,
                        principalTable: "ListShelves",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_MadeLists_CustomerId",
                table: "MadeLists",
                column: "CustomerId");

            migrationBuilder.CreateIndex(
                name: "IX_MadeLists_MadeAt",
                table: "MadeLists",
                column: "MadeAt");

            migrationBuilder.CreateIndex(
                name: "IX_MadeLists_ShelfId",
                table: "MadeLists",
                column: "ShelfId");

            // What was served until now keeps its items, each list being its own; what it was made of nobody wrote down.
            migrationBuilder.Sql(
                "INSERT INTO \"MadeLists\" (\"Id\", \"CustomerId\", \"MadeAt\", \"ModelVersion\", \"Rung\", \"Items\") "
                + "SELECT \"Id\", \"CustomerId\", \"ServedAt\", \"ModelVersion\", \"Rung\", \"Items\" FROM \"ServedLists\"");

            // By hand: the tool would rebuild the table, which SQLite cannot do in a transaction.
            migrationBuilder.Sql("DROP INDEX \"IX_ServedLists_CustomerId_ServedAt\"");
            migrationBuilder.Sql("DROP INDEX \"IX_ServedLists_ServedAt\"");
            migrationBuilder.Sql("ALTER TABLE \"ServedLists\" RENAME TO \"ServedListsBefore\"");
            migrationBuilder.Sql(
                """
                CREATE TABLE "ServedLists" (
                    "Id" TEXT NOT NULL CONSTRAINT "PK_ServedLists" PRIMARY KEY,
                    "CustomerId" INTEGER NOT NULL,
                    "ServedAt" TEXT NOT NULL,
                    "Source" TEXT NOT NULL,
                    "ListId" TEXT NOT NULL,
                    CONSTRAINT "CK_ServedLists_Source_Length" CHECK (length("Source") <= 32),
                    CONSTRAINT "FK_ServedLists_Customers_CustomerId" FOREIGN KEY ("CustomerId") REFERENCES "Customers" ("Id") ON DELETE CASCADE
                )
                """);
            migrationBuilder.Sql(
                "INSERT INTO \"ServedLists\" SELECT \"Id\", \"CustomerId\", \"ServedAt\", \"Source\", \"Id\" FROM \"ServedListsBefore\"");
            migrationBuilder.Sql("DROP TABLE \"ServedListsBefore\"");
            migrationBuilder.Sql("CREATE INDEX \"IX_ServedLists_CustomerId_ServedAt\" ON \"ServedLists\" (\"CustomerId\", \"ServedAt\")");
            migrationBuilder.Sql("CREATE INDEX \"IX_ServedLists_ServedAt\" ON \"ServedLists\" (\"ServedAt\")");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP INDEX \"IX_ServedLists_CustomerId_ServedAt\"");
            migrationBuilder.Sql("DROP INDEX \"IX_ServedLists_ServedAt\"");
            migrationBuilder.Sql("ALTER TABLE \"ServedLists\" RENAME TO \"ServedListsAfter\"");
            migrationBuilder.Sql(
                """
                CREATE TABLE "ServedLists" (
                    "Id" TEXT NOT NULL CONSTRAINT "PK_ServedLists" PRIMARY KEY,
                    "CustomerId" INTEGER NOT NULL,
                    "ServedAt" TEXT NOT NULL,
                    "ModelVersion" INTEGER NOT NULL,
                    "Rung" TEXT NOT NULL,
                    "Source" TEXT NOT NULL,
                    "Items" TEXT NOT NULL,
                    CONSTRAINT "CK_ServedLists_Rung_Length" CHECK (length("Rung") <= 32),
                    CONSTRAINT "CK_ServedLists_Source_Length" CHECK (length("Source") <= 32),
                    CONSTRAINT "FK_ServedLists_Customers_CustomerId" FOREIGN KEY ("CustomerId") REFERENCES "Customers" ("Id") ON DELETE CASCADE
                )
                """);
            migrationBuilder.Sql(
                """
                INSERT INTO "ServedLists"
                SELECT served."Id", served."CustomerId", served."ServedAt", list."ModelVersion", list."Rung", served."Source", list."Items"
                FROM "ServedListsAfter" AS served JOIN "MadeLists" AS list ON list."Id" = served."ListId"
                """);
            migrationBuilder.Sql("DROP TABLE \"ServedListsAfter\"");
            migrationBuilder.Sql("CREATE INDEX \"IX_ServedLists_CustomerId_ServedAt\" ON \"ServedLists\" (\"CustomerId\", \"ServedAt\")");
            migrationBuilder.Sql("CREATE INDEX \"IX_ServedLists_ServedAt\" ON \"ServedLists\" (\"ServedAt\")");
            migrationBuilder.DropTable(name: "MadeLists");
            migrationBuilder.DropTable(name: "ListShelves");
        }
    }
}
