import DocumentsService
import ServiceKit

ServiceMain.run(DocumentsApp.definition)
