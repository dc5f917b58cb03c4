import RegistryService
import ServiceKit

ServiceMain.run(RegistryApp.definition)
